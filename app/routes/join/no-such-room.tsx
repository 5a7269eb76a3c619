import { isRouteErrorResponse, useRouteError } from 'react-router'
import { PageFrame, PageTitle } from '~/ui/page-frame'
import { Problem } from '~/ui/problem'
import { CodeForm } from './code-form'

/** For codes that lead nowhere: what is wrong, and another try. */
export function NoSuchRoom() {
  const error = useRouteError()
  if (!isRouteErrorResponse(error)) {
    return <Problem title="Something broke on our side" text="Please try again." />
  }
  const { status, data } = error
  const mayTry = status === 404
  return (
    <PageFrame>
      <title>{`${String(data)} · Tutti`}</title>
      <meta name="robots" content="noindex" />
      <PageTitle lead={mayTry && 'Codes are eight letters and numbers. Have another look, and try again.'}>
        {String(data)}
      </PageTitle>
      {mayTry ? (
        <CodeForm />
      ) : (
        <p>
          <a className="button" href="/">
            Go to the start
          </a>
        </p>
      )}
    </PageFrame>
  )
}
