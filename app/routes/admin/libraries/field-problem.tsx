/** What is wrong with one field, beneath it. */
export function FieldProblem({ id, problem }: { id?: string; problem: string | undefined }) {
  if (!problem) return null
  return (
    <p id={id} className="text-sm font-semibold text-bad">
      {problem}
    </p>
  )
}
