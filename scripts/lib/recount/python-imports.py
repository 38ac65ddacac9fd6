"""Counts import statements of a module at commits, by Python's own syntax: nothing of Crossplan's.

usage: python-imports.py GIT_DIR MODULE < commits, one a line

Prints for each commit its name, the number of statements, and the number of files that hold the
module's name and that neither Python 3 nor lib2to3 (Python 2) can parse.
"""

import ast
import subprocess
import sys
import warnings

warnings.simplefilter('ignore')
try:
    from lib2to3 import pygram, pytree
    from lib2to3.pgen2 import driver
    DRIVERS = [
        driver.Driver(grammar, convert=pytree.convert)
        for grammar in (
            pygram.python_grammar,
            pygram.python_grammar_no_print_statement,
        )
    ]
except ImportError:
    DRIVERS = []

GIT_DIR, MODULE = sys.argv[1:]
GIT = ['git', '-c', 'safe.directory=*', '--git-dir=' + GIT_DIR]


def is_below(name):
    return name == MODULE or name.startswith(MODULE + '.')


def by_ast(content):
    count = 0
    for node in ast.walk(ast.parse(content)):
        if isinstance(node, ast.Import):
            count += any(is_below(one.name) for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            count += any(is_below(f'{node.module}.{one.name}') for one in node.names)
    return count


def by_lib2to3(text, parser):
    count = 0
    for node in parser.parse_string(text).pre_order():
        kind = pytree.type_repr(node.type) if node.type >= 256 else ''
        if kind not in ('import_name', 'import_from'):
            continue
        words = ''.join(leaf.value + ' ' for leaf in node.leaves())
        words = words.replace(' . ', '.').replace('(', ' ').replace(')', ' ').strip()
        if kind == 'import_name':
            names = [one.split()[0] for one in words[len('import '):].split(',') if one.split()]
        else:
            owner, _, rest = words[len('from '):].partition(' import ')
            if owner.startswith('.'):
                continue
            names = [f'{owner.strip()}.{one.split()[0]}' for one in rest.split(',') if one.split()]
        count += any(is_below(name) for name in names)
    return count


def count_in(content):
    if MODULE.split('.')[-1].encode() not in content:
        return 0
    try:
        return by_ast(content)
    except (SyntaxError, ValueError, RecursionError):
        pass
    text = content.decode('utf-8', 'replace').replace('\r\n', '\n')
    for parser in DRIVERS:
        try:
            return by_lib2to3(text if text.endswith('\n') else text + '\n', parser)
        except Exception:
            continue
    return None


class Blobs:
    def __init__(self):
        self.counts = {}
        self.process = subprocess.Popen(
            GIT + ['cat-file', '--batch'], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def count(self, blob):
        if blob not in self.counts:
            self.process.stdin.write(blob + b'\n')
            self.process.stdin.flush()
            size = int(self.process.stdout.readline().split()[2])
            content = self.process.stdout.read(size)
            self.process.stdout.read(1)
            self.counts[blob] = count_in(content)
        return self.counts[blob]


def main():
    blobs = Blobs()
    for commit in sys.stdin.read().split():
        listed = subprocess.run(
            GIT + ['ls-tree', '-r', '-z', '--full-tree', commit], check=True, stdout=subprocess.PIPE)
        total = unparsed = 0
        for entry in listed.stdout.split(b'\0'):
            head, _, path = entry.partition(b'\t')
            if not head.startswith(b'100') or not path.endswith(b'.py'):
                continue
            count = blobs.count(head.split()[2])
            if count is None:
                unparsed += 1
            else:
                total += count
        print(commit, total, unparsed, flush=True)
    blobs.process.stdin.close()
    blobs.process.wait()


main()
