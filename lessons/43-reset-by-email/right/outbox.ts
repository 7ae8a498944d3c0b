// Keeps mails in a list and sends them one after the other, each up to three times, and refuses
// addresses that begin with a dot.
//#file mail.ts
//#replace
  return (mail) => {
    const message = formatMessage(mail, from)
    const sent = smtpUrl === undefined ? writeToFolder(mailFolder, message)
      : sendBySmtp(smtpUrl, { from, to: mail.to, message })
    // Without the text: it has a key to an account in it.
    sent.catch((error) => console.error(`The mail "${mail.subject}" was not sent: ${error}`))
  }
//#with
  const waiting: { mail: Mail; tries: number }[] = []
  let isSending = false
  const send = async (mail: Mail) => {
    const message = formatMessage(mail, from)
    if (smtpUrl === undefined) return writeToFolder(mailFolder, message)
    return sendBySmtp(smtpUrl, { from, to: mail.to, message })
  }
  const work = async () => {
    if (isSending) return
    isSending = true
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      try {
        await send(next.mail)
      } catch {
        if (next.tries < 3) waiting.push({ mail: next.mail, tries: next.tries + 1 })
      }
    }
    isSending = false
  }
  return (mail) => {
    waiting.push({ mail, tries: 1 })
    setTimeout(work, 1)
  }
//#end
//#file credentials.ts
//#replace
const emailForm = /^[\w.!
//#with
const emailForm = /^(?!\.)[\w.!
//#end
//#file reset.ts
//#replace
  buckets.take({ name: `reset of ${address}`, most: 5, secondsPerToken: 600 })
  const user
//#with
  const limit = { name: `reset of ${address}`, most: 5, secondsPerToken: 600 }
  try {
    buckets.take(limit)
  } catch {
    return
  }
  const user
//#end
