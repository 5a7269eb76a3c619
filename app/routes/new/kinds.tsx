import { redirect } from 'react-router'

/** There is one kind of room to start. */
export const loader = () => redirect('/new/jam')
