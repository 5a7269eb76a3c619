/** Each moment of the page (`Moment`) by the reader's own clock and habits. */
const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

for (const time of document.querySelectorAll('time'))
  time.textContent = format.format(new Date(time.dateTime))
