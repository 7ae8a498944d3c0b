// Responds when the mail has been sent.
//#file mail.ts
//#replace
    sent.catch(
//#with
    return sent.catch(
//#end
//#file credentials.ts
//#replace
  sendMail(confirmMail(
//#with
  await sendMail(confirmMail(
//#end
