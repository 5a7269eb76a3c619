import { startAuthentication, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { canUsePasskeys } from './passkey/browser'
import { post, whenPressed } from './pressed'

/** The login page's script: shows the way in by passkey where the browser has one. */
const button = document.querySelector<HTMLButtonElement>('[data-passkey-login]')
const problem = document.querySelector<HTMLElement>('[data-passkey-problem]')

if (button && problem && canUsePasskeys()) {
  whenPressed(button, problem, async () => {
    const { options } = await post('/login/passkey/options')
    const optionsJSON = options as PublicKeyCredentialRequestOptionsJSON
    const answer = await startAuthentication({ optionsJSON })
    const { next } = await post('/login/passkey', { answer, next: button.dataset.next })
    location.assign(String(next))
  })
}
