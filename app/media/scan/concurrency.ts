/** Hands each item to `work`, several at once but never more than `atOnce`, drawing new ones only when there is room. */
export async function eachConcurrently<Item>(
  items: AsyncGenerator<Item>,
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const worker = async () => {
    // The workers share one generator, which queues their calls: `for await` in each of them would close it early.
    for (let next = await items.next(); !next.done; next = await items.next()) await work(next.value)
  }
  try {
    await Promise.all(Array.from({ length: atOnce }, worker))
  } finally {
    await items.return(undefined)
  }
}
