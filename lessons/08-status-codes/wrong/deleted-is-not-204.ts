// Leaves this one as it was.
//#replace
({ status: 204 })
//#with
({ status: 200, body: { deleted: true } })
//#end
