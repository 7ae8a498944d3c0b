// Uses the message as the title.
//#replace
title: STATUS_CODES[status]
//#with
title: isExpected ? error.message : String(error)
//#end
