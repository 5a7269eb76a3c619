import type { ReactNode } from 'react'

/** What a form is shown with: what was typed, and what is wrong, by field; what is about all of it is under `''`. */
export type FormState = { typed: Record<string, string>; problems: Record<string, string> }

export const UNTOUCHED: FormState = { typed: {}, problems: {} }

/** What is wrong with the whole form, above it. */
export function FormProblem({ form }: { form: FormState }) {
  const problem = form.problems['']
  if (!problem) return null
  return (
    <p role="alert" className="rounded-card border border-bad p-4 font-semibold text-bad">
      {problem}
    </p>
  )
}

type FieldProps = {
  form: FormState
  name: string
  label: string
  hint?: string
}

type TextProps = FieldProps & {
  /** Where one page has several fields of that name. */
  id?: string
  /** What is typed into a password field is never shown again. */
  type?: 'text' | 'email' | 'password'
  value?: string
  placeholder?: string
  autoComplete?: string
  autoFocus?: boolean
  className?: string
}

/** One line of text under its label, with what is wrong beneath it. */
export function TextField({
  form,
  name,
  id = name,
  label,
  hint,
  type = 'text',
  value = '',
  className = '',
  ...input
}: TextProps) {
  return (
    <div className="grid grid-cols-1 gap-1.5">
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      <span className="field">
        <input
          id={id}
          name={name}
          type={type}
          dir="auto"
          defaultValue={type === 'password' ? undefined : (form.typed[name] ?? value)}
          className={`min-h-[46px] ${className}`}
          {...describe(form, name, hint, id)}
          {...input}
        />
      </span>
      <Notes form={form} name={name} hint={hint} id={id} />
    </div>
  )
}

type NumberProps = FieldProps & { value: number; min: number; max: number; step?: number; unit?: string }

/** A whole number, with its label before it and its unit behind. */
export function NumberField({ form, name, label, hint, value, unit, ...bounds }: NumberProps) {
  return (
    <SettingRow form={form} name={name} label={label} hint={hint}>
      <span className="field w-28 flex-none">
        <input
          id={name}
          name={name}
          type="number"
          inputMode="numeric"
          defaultValue={form.typed[name] ?? value}
          className="min-h-[46px] w-full text-end tabular-nums"
          {...describe(form, name, hint)}
          {...bounds}
        />
        {unit && <span className="text-muted">{unit}</span>}
      </span>
    </SettingRow>
  )
}

/** A check box drawn as a switch; the whole row can be tapped. */
export function SwitchField({ form, name, label, hint, on }: FieldProps & { on: boolean }) {
  return (
    <SettingRow form={form} name={name} label={label} hint={hint}>
      <input
        id={name}
        name={name}
        type="checkbox"
        defaultChecked={on}
        className="switch"
        {...describe(form, name, hint)}
      />
    </SettingRow>
  )
}

/** One of a few, each in its own words. */
export function ChoiceField({
  form,
  name,
  label,
  hint,
  value,
  choices,
}: FieldProps & { value: string; choices: Record<string, string> }) {
  return (
    <SettingRow form={form} name={name} label={label} hint={hint}>
      <span className="field flex-none">
        <select
          id={name}
          name={name}
          defaultValue={form.typed[name] ?? value}
          className="min-h-[46px] bg-surface"
          {...describe(form, name, hint)}
        >
          {Object.entries(choices).map(([choice, words]) => (
            <option key={choice} value={choice}>
              {words}
            </option>
          ))}
        </select>
      </span>
    </SettingRow>
  )
}

function SettingRow({ form, name, label, hint, children }: FieldProps & { children: ReactNode }) {
  return (
    <div className="setting">
      <div className="flex min-h-[44px] items-center justify-between gap-4">
        <label htmlFor={name} className="flex-1 py-2">
          {label}
        </label>
        {children}
      </div>
      <Notes form={form} name={name} hint={hint} />
    </div>
  )
}

type NotesProps = Pick<FieldProps, 'form' | 'name' | 'hint'> & { id?: string }

function Notes({ form, name, hint, id = name }: NotesProps) {
  const problem = form.problems[name]
  return (
    <>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {problem && (
        <p id={`${id}-problem`} className="text-sm font-semibold text-bad">
          {problem}
        </p>
      )}
    </>
  )
}

function describe({ problems }: FormState, name: string, hint: string | undefined, id = name) {
  const notes = [hint && `${id}-hint`, problems[name] && `${id}-problem`].filter(Boolean)
  return {
    'aria-invalid': problems[name] ? true : undefined,
    'aria-describedby': notes.length > 0 ? notes.join(' ') : undefined,
  } as const
}
