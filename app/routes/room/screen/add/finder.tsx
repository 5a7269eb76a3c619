import { FoundTracks } from './found-tracks'
import { useSearch } from './use-search'

/** What the library has for what is being typed. */
export function Finder({ query }: { query: string }) {
  const { found, state, more } = useSearch(query)
  return <FoundTracks query={query} found={found} state={state} more={more} />
}
