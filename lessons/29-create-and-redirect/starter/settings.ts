// The settings. Only this file reads the environment.

export type Settings = {
  /** The file of the database. */
  database: string
  /** Where people reach this program: `https://go.example`. Short URLs begin with it. */
  publicOrigin: string
}

/** Reads the settings. Throws for a PUBLIC_ORIGIN that isn't a URL. */
export function readSettings(): Settings {
  const { PORT = '3001', DATABASE = 'data.db', PUBLIC_ORIGIN } = process.env
  return {
    database: DATABASE,
    publicOrigin: new URL(PUBLIC_ORIGIN || `http://localhost:${PORT}`).origin,
  }
}
