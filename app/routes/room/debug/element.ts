/** An element with these attributes and children. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string>,
  children: (Node | string)[] = [],
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    // The page's security policy lets scripts set styles, but not attributes that hold some.
    if (name === 'style') made.style.cssText = value
    else made.setAttribute(name, value)
  }
  made.append(...children)
  return made
}
