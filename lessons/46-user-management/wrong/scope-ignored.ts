// Asks for the scope of links only: there are links in the export.
//#file profile.ts
//#replace
    const identity = await requireScope(parts, context, 'account')
    // The
//#with
    const identity = await requireScope(parts, context, 'links:read')
    // The
//#end
