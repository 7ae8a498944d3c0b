// How the page looks.

export const style = `
body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
input { display: block; width: 100%; box-sizing: border-box; padding: 0.5rem; font: inherit; }
button { padding: 0.5rem 1.5rem; font: inherit; }
ul { padding: 0; list-style: none; }
td, th { padding: 0.25rem 0.5rem; text-align: left; }
li { margin: 2rem 0; overflow-wrap: anywhere; }
`
