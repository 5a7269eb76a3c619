import type { ReactNode } from 'react'

/** Line icons of one hand: 20 units square, drawn in the colour of the text around them. */
function icon(children: ReactNode) {
  return function Icon({ sizePx = 20 }: { sizePx?: number }) {
    return (
      <svg
        aria-hidden="true"
        width={sizePx}
        height={sizePx}
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        {children}
      </svg>
    )
  }
}

export const PlayIcon = icon(<path d="M6 4l10 6-10 6z" fill="currentColor" />)
export const PauseIcon = icon(<path d="M6.5 4v12M13.5 4v12" strokeWidth="3.4" />)
export const NextIcon = icon(<path d="M4 4l8 6-8 6zM15.5 4v12" fill="currentColor" />)
export const PlusIcon = icon(<path d="M10 4v12M4 10h12" />)
export const CloseIcon = icon(<path d="M5 5l10 10M15 5L5 15" />)
export const UpIcon = icon(<path d="M10 16V4M5 9l5-5 5 5" />)
export const DownIcon = icon(<path d="M10 4v12M5 11l5 5 5-5" />)
export const SoundIcon = icon(<path d="M4 8v4h3l4 3V5L7 8zM14 7.5a3.5 3.5 0 0 1 0 5M16.2 5a7 7 0 0 1 0 10" />)
export const ShareIcon = icon(<path d="M10 12V3M6.5 6L10 2.8 13.5 6M4 11v5h12v-5" />)
export const CrownIcon = icon(<path d="M3 6l3.5 4L10 4l3.5 6L17 6l-1.5 9h-11z" fill="currentColor" />)
export const CheckIcon = icon(<path d="M4 10.5l4 4 8-9" />)
export const MuteIcon = icon(<path d="M4 8v4h3l4 3V5L7 8zM14 8l4 4M18 8l-4 4" />)
export const SendIcon = icon(<path d="M10 16V4M5 9l5-5 5 5" />)
export const ScreenIcon = icon(<path d="M3 4h14v9H3zM7 17h6" />)
export const GearIcon = icon(<path d="M4 6h6M14 6h2M4 14h2M10 14h6M12 4v4M8 12v4" />)
export const FullScreenIcon = icon(<path d="M4 8V4h4M16 8V4h-4M4 12v4h4M16 12v4h-4" />)
export const ChatIcon = icon(<path d="M3 5h14v9H9l-4 3v-3H3z" />)
export const SmileIcon = icon(
  <path d="M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM7 12a3.6 3.6 0 0 0 6 0M7.5 8h.01M12.5 8h.01" />,
)
export const GripIcon = icon(
  <path d="M7 5h.01M13 5h.01M7 10h.01M13 10h.01M7 15h.01M13 15h.01" strokeWidth="2.6" />,
)
export const FoldIcon = icon(<path d="M5 8l5 5 5-5" />)
