// Lists the links of the browser, also for a user.
//#file owner.ts
//#replace
  return { user, of: { user: user.id, owner: null }, formToken, headers: {} }
//#with
  const browser = readBrowser(context, publicOrigin)
  return { ...browser, user, of: { ...browser.of, user: user.id }, formToken }
//#end
//#file store.ts
//#replace
user === null ? listOfBrowser.all(owner) : listOfUser.all(user)
//#with
listOfBrowser.all(owner)
//#end
//#replace
  const listOfUser = database.prepare(`
    select ${columns} from links where user = ? order by id desc limit ${mostListed}`)

//#with

//#end
