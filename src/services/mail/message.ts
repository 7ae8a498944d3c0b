// PLACEHOLDER of the lead, to be overwritten by the helper who writes mail.
export type Mail = { to: string; subject: string; text: string }
