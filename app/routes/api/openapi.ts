import { wrongMethod } from '../request.server'
import { openApiDocument } from './document.server'

export const action = () => wrongMethod('GET')

export async function loader() {
  return Response.json(await openApiDocument())
}
