import { customType } from 'drizzle-orm/pg-core'

/** Compared byte by byte whatever the database's locale, so that ranges of prefixes and folders use the index. */
export const plainText = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' })
export const words = customType<{ data: string }>({ dataType: () => 'tsvector' })
