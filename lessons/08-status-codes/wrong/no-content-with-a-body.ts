// No Content, with content. Node leaves out the body, but not its length.
//#replace
({ status: 204 })
//#with
({ status: 204, body: { deleted: true } })
//#end
