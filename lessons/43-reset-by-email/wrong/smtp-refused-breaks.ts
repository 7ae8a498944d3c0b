// Nobody catches the error when a mail is not taken.
//#file mail.ts
//#replace
    // Without the text: it has a key to an account in it.
    sent.catch((error) => console.error(`The mail "${mail.subject}" was not sent: ${error}`))

//#with
    void sent

//#end
