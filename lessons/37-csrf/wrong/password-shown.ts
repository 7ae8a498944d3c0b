// Fills in the password again, too.
//#file loginPage.ts
//#replace
name="password" autocomplete="current-password"
//#with
name="password" value="${password}" autocomplete="current-password"
//#end
//#replace
  email: string

//#with
  email: string
  password?: string

//#end
//#replace
loginPage({ formToken, email, problem }
//#with
loginPage({ formToken, email, password = '', problem }
//#end
//#file login.ts
//#replace
type Typed = { email: string;
//#with
type Typed = { email: string; password?: string;
//#end
//#replace
showLogin(parts, context, { email, status:
//#with
showLogin(parts, context, { email, password, status:
//#end
