// Asks who is looking at the page, but not for the role.
//#file adminRoutes.ts
//#replace
    checkAdmin(identity)
    const content
//#with
    const content
//#end
