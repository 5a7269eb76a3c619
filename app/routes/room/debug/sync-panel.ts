import type { Player } from '~/player/player'
import { copyButton } from './copy-button'
import { element } from './element'
import { plotOf } from './plot'
import { SERIES } from './series'

const LOOK_EVERY_MS = 500

const PANEL = `position: fixed; top: 8px; left: 8px; z-index: 60; width: min(340px, calc(100vw - 16px));
  max-height: calc(100dvh - 16px); overflow: auto; padding: 12px; border-radius: 12px; border: 1px solid #3b322b;
  background: rgb(21 17 14 / 0.97); color: #f6efe6; font: 12px/1.4 ui-monospace, Menlo, Consolas, monospace`
const HEAD = 'display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px'

/**
 * Shows how this device's sound has stood in the last two minutes. Answers how to stop. It is made without React, so
 * that it shares nothing with the page and costs those who never see it nothing.
 */
export function openSyncPanel(player: Pick<Player, 'setTracing' | 'trace'>): () => void {
  const output = element('span', { role: 'status' })
  const plots = SERIES.map(plotOf)
  const panel = element('section', { 'aria-label': 'Sync of this device', style: PANEL }, [
    element('div', { style: HEAD }, [
      element('h2', { style: 'margin: 0; color: inherit' }, ['Sync · 2 min']),
      output,
      ...copyButton(() => JSON.stringify(player.trace())),
    ]),
    element(
      'dl',
      { style: 'margin: 0' },
      plots.map((plot) => plot.shown),
    ),
  ])

  function look() {
    const points = player.trace()
    const words = points.at(-1)?.output ?? 'no sound'
    if (output.textContent !== words) output.textContent = words
    for (const plot of plots) plot.draw(points)
  }
  void player.setTracing(true)
  look()
  const timer = setInterval(look, LOOK_EVERY_MS)
  document.body.append(panel)
  return () => {
    clearInterval(timer)
    void player.setTracing(false)
    panel.remove()
  }
}
