# Runs a program on a terminal of its own. Commands come as JSON lines on standard input:
# {"keys": "r"}, {"size": [rows, columns]}, {"signal": 15}. What the program shows goes to standard
# output; the last line tells how it ended, and whether the terminal was left as it was found.
import fcntl, json, os, pty, select, signal, struct, sys, termios

def set_size(terminal, rows, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))

rows, columns = int(sys.argv[1]), int(sys.argv[2])
master, slave = pty.openpty()
set_size(slave, rows, columns)
before = termios.tcgetattr(slave)
child = os.fork()
if child == 0:
    os.close(master)
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    for number in (0, 1, 2):
        os.dup2(slave, number)
    os.execvp(sys.argv[3], sys.argv[3:])

pending = b''
inputs = [master, 0]
status = None
while status is None or select.select([master], [], [], 0)[0]:
    ready, _, _ = select.select(inputs, [], [], 0.02)
    if master in ready:
        os.write(1, os.read(master, 65536))
    if 0 in ready:
        data = os.read(0, 65536)
        if data == b'':
            inputs.remove(0)
            os.kill(child, signal.SIGKILL)
        pending += data
        *lines, pending = pending.split(b'\n')
        for text in lines:
            command = json.loads(text)
            if 'keys' in command:
                os.write(master, command['keys'].encode())
            if 'size' in command:
                set_size(master, *command['size'])
            if 'signal' in command:
                os.kill(child, command['signal'])
    if status is None:
        ended, code = os.waitpid(child, os.WNOHANG)
        if ended != 0:
            status = os.waitstatus_to_exitcode(code)
restored = termios.tcgetattr(slave) == before
print(f'\n@@ended {status} restored {restored}', flush=True)
