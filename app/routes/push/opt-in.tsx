import { Section } from '../settings/section'

type Props = {
  /** What a browser subscribes with. */
  publicKey: string
  /** Whether this browser is told already. */
  isOn: boolean
}

/** Whether this browser tells of invitations. Hidden until the page's script finds that it can. */
export function NoticeOptIn({ publicKey, isOn }: Props) {
  return (
    <div data-push-key={publicKey} hidden={!isOn}>
      <Section
        id="notifications"
        title="Know of invitations at once"
        lead={
          isOn
            ? 'This browser tells you when somebody invites you, until you log out here.'
            : 'This browser can tell you who invites you, and to what, even while no page of Tutti is open. It asks you first.'
        }
      >
        {isOn ? <TurnOff /> : <TurnOn />}
      </Section>
    </div>
  )
}

function TurnOn() {
  return (
    <>
      <button type="button" data-push-on className="button justify-self-start">
        Tell me in this browser
      </button>
      <p data-push-problem role="alert" className="font-semibold text-bad empty:hidden" />
    </>
  )
}

function TurnOff() {
  return (
    <form method="post" action="/settings/notifications/removal">
      <button className="button">Stop telling me here</button>
    </form>
  )
}
