// Says who only by number.
//#replace
 : { id: Number(row['assignee_id']), fullName: String(row['full_name']) }
//#with
 : { id: Number(row['assignee_id']), fullName: '' }
//#end
