import { refuseJson } from '../request.server'

/** Whatever else is asked for below `/api`. */
export const loader = () => refuseJson('not_found')
export const action = loader
