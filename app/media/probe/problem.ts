const WORDS_FOR_CODE: Record<string, string> = {
  EACCES: 'Tutti has no permission to read it',
  EPERM: 'Tutti has no permission to read it',
  ENOENT: 'It is gone, or its name is not valid UTF-8',
  ELOOP: 'Its links lead in a circle',
  ENAMETOOLONG: 'Its name is too long',
  EIO: 'The disk could not read it',
}

/** An error of the disk or of a parser, whose own words may hold a path, in words for the operator. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return 'It could not be read'
  if ('code' in error) return WORDS_FOR_CODE[String(error.code)] ?? `It could not be read (${error.code})`
  if (error.name === 'EndOfStreamError') return 'The file is cut short'
  return 'It is damaged, or something else than its name says'
}
