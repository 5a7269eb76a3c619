import { startRegistration, type PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser'
import '~/ui/local-times'
import { canUsePasskeys } from '../account/passkey/browser'
import { post, whenPressed } from '../account/pressed'
import { offerNotices } from '../push/opt-in-browser'

/** The settings page's script: times by the reader's clock, the making of passkeys, and notices. */
const button = document.querySelector<HTMLButtonElement>('[data-passkey-make]')
const problem = document.querySelector<HTMLElement>('[data-passkey-problem]')

if (button && problem && canUsePasskeys()) {
  document.querySelector('[data-passkey-missing]')?.remove()
  whenPressed(button, problem, async () => {
    const { options } = await post('/settings/passkeys/options')
    const optionsJSON = options as PublicKeyCredentialCreationOptionsJSON
    const answer = await startRegistration({ optionsJSON })
    await post('/settings/passkeys', { answer })
    location.assign('/settings#passkeys')
    location.reload()
  })
}

offerNotices()
