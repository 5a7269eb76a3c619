/** Where a figure is measured: a folder that is gone afterwards, and the product's migrations. */
export type Workshop = { directory: string; migrations: string }
