# Mails: into a folder, or to a mail server. Nobody waits for them.

import email.message
import email.utils
import os
import secrets
import smtplib
import sys
import threading
from urllib.parse import urlsplit

from settings import HOST, MAIL_FOLDER, ORIGIN, SMTP_URL


def confirm(to, token):
    send(to, 'Confirm your email address', f'''Somebody, hopefully you, signed up at {ORIGIN} as

{to}

To confirm your address, open this page:

{ORIGIN}/login/confirm?token={token}
''')


def reset(to, token):
    send(to, 'Reset your password', f'''Somebody asked for a new password at {ORIGIN} for

{to}

To choose one, open this page within 30 minutes:

{ORIGIN}/login/reset?token={token}
''')


def send(to, subject, text):
    message = email.message.EmailMessage()
    message['From'] = f'no-reply@{HOST.strip("[]")}'
    message['To'] = to
    message['Subject'] = subject
    message['Date'] = email.utils.formatdate()
    message['Message-ID'] = f'<{secrets.token_hex(16)}@links.example>'
    message.set_content(text, cte='7bit')
    threading.Thread(target=deliver, args=(message, to), daemon=True).start()


def deliver(message, to):
    try:
        if SMTP_URL:
            server = urlsplit(SMTP_URL)
            with smtplib.SMTP(server.hostname, server.port or 25, 'localhost', timeout=10) as smtp:
                smtp.sendmail(message['From'], [to], wire_form(message))
            return
        os.makedirs(MAIL_FOLDER, mode=0o700, exist_ok=True)
        path = os.path.join(MAIL_FOLDER, f'{secrets.token_hex(16)}.eml')
        with open(path + '.part', 'wb') as file:
            file.write(wire_form(message))
        os.rename(path + '.part', path)
    except Exception as error:
        print(f'The mail "{message["Subject"]}" was not sent: {error}', file=sys.stderr)


def wire_form(message):
    return message.as_bytes().replace(b'\n', b'\r\n')
