import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { freshDatabase } from '../support/database'

test('the embedded Postgres folds accents and knows trigrams', async () => {
  const { db } = await freshDatabase()
  const [row] = await db.execute(
    sql`select unaccent('Für Elise') as folded, similarity('ode', 'oed') > 0 as similar`,
  )
  expect(row).toEqual({ folded: 'Fur Elise', similar: true })
})
