/** The number in the menu is live, the list is not: it says when it is not whole any more. What is typed stays. */
export function tellOfNews(): void {
  const waiting = document.querySelector('#inbox-badge [data-waiting]')
  const news = document.querySelector<HTMLElement>('#inbox-news')
  if (!waiting || !news) return
  const listed = Number(waiting.textContent)
  const tell = () => {
    news.hidden = Number(waiting.textContent) <= listed
  }
  new MutationObserver(tell).observe(waiting, { childList: true })
}
