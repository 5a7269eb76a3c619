/** NIST SP 800-63B asks for 8 at least, and for no rules about what they are; the bound keeps hashing short. */
export const PASSWORD_CHARACTERS = { min: 8, max: 200 } as const
