# Who did what.

from database import now, rows, run


def write(action, actor, user):
    run('insert into audit_events (at, actor, action, user) values (?, ?, ?, ?)',
        now(), actor, action, user)


def listed(user=None):
    return rows('''select at, actor, action, user from audit_events
        where ?1 is null or user = ?1 order by id desc limit 100''', user)
