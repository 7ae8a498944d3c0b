# Encodes a short text as a QR code of version 1 to 5 (ISO/IEC 18004), at level L and with mask 0.

CAPACITY = [19, 34, 55, 80, 108]
CHECKS = [7, 10, 15, 20, 26]
FORMAT = 0b111011111000100  # level L, mask 0, with its check bits


def encode(text):
    data = text.encode()
    version = next((number for number, bytes_ in enumerate(CAPACITY, 1)
                    if len(data) + 2 <= bytes_), None)
    if version is None:
        raise ValueError(f'{len(data)} bytes are too many for these QR codes')
    hexadecimal = f'4{len(data):02x}{data.hex()}0'
    codewords = list(bytes.fromhex(hexadecimal))
    padding = [0xec, 0x11]
    codewords += [padding[place % 2] for place in range(CAPACITY[version - 1] - len(codewords))]
    codewords += check_bytes(codewords, CHECKS[version - 1])
    return draw(version, codewords)


def draw(version, codewords):
    size = 17 + 4 * version
    grid = [[None] * size for _ in range(size)]

    def put(row, column, is_dark):
        if 0 <= row < size and 0 <= column < size:
            grid[row][column] = bool(is_dark)

    def rings(row, column, pattern):
        reach = range(1 - len(pattern), len(pattern))
        for down in reach:
            for right in reach:
                put(row + down, column + right, pattern[max(abs(down), abs(right))] == '#')

    for row, column in ((3, 3), (3, size - 4), (size - 4, 3)):
        rings(row, column, '##.#.')
    if version > 1:
        rings(size - 7, size - 7, '#.#')
    for place in range(8, size - 8):
        put(6, place, place % 2 == 0)
        put(place, 6, place % 2 == 0)
    along = [0, 1, 2, 3, 4, 5, 7, 8]
    for place, line in enumerate(along):
        put(line, 8, FORMAT >> place & 1)
        if place < 7:
            put(8, line, FORMAT >> 14 - place & 1)
    for place in range(8):
        put(8, size - 1 - place, FORMAT >> place & 1)
    for place in range(8, 15):
        put(size - 15 + place, 8, FORMAT >> place & 1)
    put(size - 8, 8, True)

    bits = (byte >> 7 - bit & 1 for byte in codewords for bit in range(8))
    is_upward, right = True, size - 1
    while right > 0:
        for row in reversed(range(size)) if is_upward else range(size):
            for column in (right, right - 1):
                if grid[row][column] is None:
                    put(row, column, next(bits, 0) ^ ((row + column) % 2 == 0))
        is_upward = not is_upward
        right -= 3 if right == 8 else 2
    return grid


def check_bytes(data, count):
    generator = [1]
    root = 1
    for _ in range(count):
        shifted = [0, *(multiply(term, root) for term in generator)]
        generator = [one ^ other for one, other in zip([*generator, 0], shifted)]
        root = multiply(root, 2)
    remainder = [0] * count
    for byte in data:
        factor = byte ^ remainder[0]
        remainder = [multiply(term, factor) ^ rest
                     for term, rest in zip(generator[1:], [*remainder[1:], 0])]
    return remainder


def multiply(one, other):
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one > 255:
            one ^= 0x11d
        other >>= 1
    return product
