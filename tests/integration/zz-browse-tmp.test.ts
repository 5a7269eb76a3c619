import { sql } from 'drizzle-orm'
import { test } from 'vitest'
import { libraries } from '~/db/schema/libraries'
import { freshDatabase } from '../support/database'
import { measureBrowse } from '../../bench/media-browse'
import { searchTracks } from '~/media/search/search.server'
import { idOf } from '~/media/path-id.server'
import { appendFileSync } from 'node:fs'
test('x', async () => {
  const { db } = await freshDatabase()
  const L = { id: idOf('/bench'), folder: '/bench', name: 'Bench', kind: 'music', kindIsGuess: false, isPublic: false } as const
  await db.insert(libraries).values(L)
  await db.execute(sql`insert into track (id, folder, library_id, path, size_bytes, modified_at_ms, kind, title, artist, album, duration_ms)
   select gen_random_uuid(), '/bench', ${L.id}::uuid, '/bench/' || n || '.mp3', 1, 1, 'audio', (array['Love','Night','Moon','Train','Sea'])[1 + n % 5] || ' ' || md5(n::text), 'Artist ' || n % 9000, 'Album ' || n % 12000, 1000 from generate_series(1, 100000) n`)
  await db.execute(sql`analyze track`)
  const t: number[] = []
  for (let i = 0; i < 50; i++) { const s = performance.now(); await db.execute(sql`select id from track where path = '/bench/77.mp3'`); t.push(performance.now() - s) }
  const out = await measureBrowse(db, L.id); const refs = [t.sort((a,b)=>a-b)[0]]; appendFileSync('/tmp/browse.log', 'ref min ' + refs[0] + '\n')
  for (const q of ['', 'night', 'love moon', 'artist 77', 'harbour']) for (const ids of [[L.id], [L.id, idOf('/bench-films'), idOf('/bench-series')], [idOf('/bench-films')]]) { const ms: number[] = []; for (let i = 0; i < 15; i++) { const s = performance.now(); await searchTracks(db, ids, q); ms.push(performance.now() - s) } ; ms.sort((a,b)=>a-b); appendFileSync('/tmp/browse.log', `${q} ${ids.length} min ${ms[0]} p50 ${ms[7]}\n`) }
  t.sort((a, b) => a - b)
  appendFileSync('/tmp/browse.log', JSON.stringify({ ref50: t[25], ref99: t[49], out }) + '\n')
}, 500000)
