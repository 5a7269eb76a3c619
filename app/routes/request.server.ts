/** Whether the sender is a program, or a script of ours, that wants JSON instead of a page. */
export function wantsJson(request: Request): boolean {
  return request.headers.get('Accept')?.includes('application/json') ?? false
}

/**
 * The fields of a form or of a JSON object; null when the body is neither. A field that comes twice is refused with the
 * whole: nobody sends that by accident, and the two readers of a body might not agree on which one counts.
 */
export async function readBody(request: Request): Promise<Record<string, unknown> | null> {
  const type = request.headers.get('Content-Type') ?? ''
  try {
    if (type.startsWith('application/json')) return asObject(await request.json())
    const form = await request.formData()
    const names = [...form.keys()]
    return new Set(names).size === names.length ? Object.fromEntries(form) : null
  } catch {
    return null
  }
}

function asObject(value: unknown): Record<string, unknown> | null {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? (value as Record<string, unknown>) : null
}
