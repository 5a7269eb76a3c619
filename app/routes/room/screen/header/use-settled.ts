import { useEffect, useState } from 'react'

/** The last value that stayed for this long; `first` until there is one. What lasts a moment is nobody's business. */
export function useSettled<Value>(value: Value, afterMs: number, first: Value): Value {
  const [settled, setSettled] = useState(first)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs)
    return () => clearTimeout(timer)
  }, [value, afterMs])
  return settled
}
