// Responds when the mail has been sent.
//#file mail.ts
//#replace
    sent.catch(
//#with
    return sent.catch(
//#end
//#file reset.ts
//#replace
export function requestReset(
//#with
export async function requestReset(
//#end
//#replace
  sendMail(resetMail(
//#with
  await sendMail(resetMail(
//#end
//#file resetRoutes.ts
//#replace
    requestReset(parts, await readJson(context))
//#with
    await requestReset(parts, await readJson(context))
//#end
