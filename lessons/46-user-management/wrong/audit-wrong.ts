// Names the administrator as the one who was changed.
//#file adminRoutes.ts
//#replace
    audit.write({ actor: admin.id, action: 'user-changed', user: user.id })
//#with
    audit.write({ actor: admin.id, action: 'user-changed', user: admin.id })
//#end
