/* The seven checks over the same Python lists, as tight as C gets: the limit that the others are held against.
   It knows plain ASCII only and makes no sentence, so it is a bound and not a product. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LONG_ENTRY = 1, NO_PROJECT = 2, SHORT_TEXT = 4, OVER_ROLE = 8, OVER_CLIENT = 16, OVER_CEILING = 32, TWICE = 64 };
typedef struct { uint64_t key; long sum; } Total;
typedef struct { uint64_t key; const char *text; Py_ssize_t at; } Seen;

/* The number of a name, in the order in which names come up. */
static long number(PyObject *known, PyObject *name) {
    PyObject *found = PyDict_GetItemWithError(known, name);
    if (found) return PyLong_AsLong(found);
    long next = (long)PyDict_Size(known);
    PyObject *kept = PyLong_FromLong(next);
    PyDict_SetItem(known, name, kept);
    Py_DECREF(kept);
    return next;
}

static uint64_t mixed(uint64_t key) {
    key ^= key >> 33; key *= 0xff51afd7ed558ccdULL; key ^= key >> 33; key *= 0xc4ceb9fe1a85ec53ULL;
    return key ^ (key >> 33);
}

/* What is counted under a key; keys are never 0. */
static long *total(Total *table, Py_ssize_t room, uint64_t key) {
    uint64_t place = mixed(key) & (room - 1);
    while (table[place].key && table[place].key != key) place = (place + 1) & (room - 1);
    table[place].key = key;
    return &table[place].sum;
}

static int words(const char *text) {
    int count = 0, inside = 0;
    for (; *text; text++) {
        int letter = isalnum((unsigned char)*text) != 0;
        count += letter && !inside;
        inside = letter;
    }
    return count;
}

/* Whether two texts are the same words. */
static int same(const char *one, const char *other) {
    for (;;) {
        while (*one && !isalnum((unsigned char)*one)) one++;
        while (*other && !isalnum((unsigned char)*other)) other++;
        while (isalnum((unsigned char)*one) && tolower((unsigned char)*one) == tolower((unsigned char)*other)) one++, other++;
        if (isalnum((unsigned char)*one) || isalnum((unsigned char)*other)) return 0;
        if (!*one && !*other) return 1;
    }
}

static long past(Total *table, Py_ssize_t room, uint64_t key, long amount, long limit) {
    long *sum = total(table, room, key);
    *sum += amount;
    long over = *sum - limit;
    return over <= 0 ? 0 : over < amount ? over : amount;
}

static void keep(PyObject *list, Py_ssize_t at, long value) { PyList_SET_ITEM(list, at, PyLong_FromLong(value)); }

/* judged(serial, person, role, client, project, text, hours, months by day, roles by name, rates by role, (limits)) -> six lists */
static PyObject *judged(PyObject *self, PyObject *args) {
    PyObject *serial, *person, *role, *client, *project, *text, *hours, *months, *roles, *rates;
    long first, rise, longest, least, role_week, client_month, ceiling;
    if (!PyArg_ParseTuple(args, "OOOOOOOOOO(lllllll)", &serial, &person, &role, &client, &project, &text, &hours,
                          &months, &roles, &rates, &first, &rise, &longest, &least, &role_week, &client_month, &ceiling))
        return NULL;
    Py_ssize_t size = PyList_GET_SIZE(serial), days = PyList_GET_SIZE(months);
    PyObject *people = PyDict_New(), *clients = PyDict_New(), *projects = PyDict_New(), *out[6];
    for (int n = 0; n < 6; n++) out[n] = PyList_New(size);
    Py_ssize_t *starts = calloc(days + 1, sizeof *starts), *order = malloc(size * sizeof *order);
    Py_ssize_t room = 1; while (room < 6 * size) room <<= 1;
    Total *sums = calloc(room, sizeof *sums);
    Seen *seen = calloc(room, sizeof *seen);
    for (Py_ssize_t at = 0; at < size; at++) starts[PyLong_AsLong(PyList_GET_ITEM(serial, at)) - first + 1]++;
    for (Py_ssize_t day = 0; day < days; day++) starts[day + 1] += starts[day];
    for (Py_ssize_t at = 0; at < size; at++) order[starts[PyLong_AsLong(PyList_GET_ITEM(serial, at)) - first]++] = at;
    number(projects, Py_None);
    for (Py_ssize_t next = 0; next < size; next++) {
        Py_ssize_t at = order[next];
        long day = PyLong_AsLong(PyList_GET_ITEM(serial, at)), minutes = lround(PyFloat_AS_DOUBLE(PyList_GET_ITEM(hours, at)) * 60);
        long who = number(people, PyList_GET_ITEM(person, at)), whom = number(clients, PyList_GET_ITEM(client, at));
        long what = PyUnicode_GET_LENGTH(PyList_GET_ITEM(project, at)) ? number(projects, PyList_GET_ITEM(project, at)) : 0;
        long as = number(roles, PyList_GET_ITEM(role, at)), cents = 0, over[3] = {0, 0, 0}, twin = -1;
        const char *said = PyUnicode_AsUTF8(PyList_GET_ITEM(text, at));
        long flags = LONG_ENTRY * (minutes > longest) | NO_PROJECT * !what | SHORT_TEXT * (words(said) < least);
        uint64_t key = ((((uint64_t)(day - first + 1) * 4096 + who) * 4096 + whom) * 16 + what) * 2048 + minutes;
        uint64_t place = mixed(key) & (room - 1);
        while (seen[place].key && !(seen[place].key == key && same(seen[place].text, said))) place = (place + 1) & (room - 1);
        if (seen[place].key) { twin = (long)seen[place].at; flags |= TWICE; }
        else seen[place] = (Seen){key, said, at};
        if (!(flags & (NO_PROJECT | TWICE))) {
            long rate = PyLong_AsLong(PyTuple_GET_ITEM(PyTuple_GET_ITEM(rates, as), day >= rise));
            long week = (day - first + 3) / 7 + 1, month = PyLong_AsLong(PyList_GET_ITEM(months, day - first));
            cents = (minutes * rate + 30) / 60;
            over[0] = past(sums, room, ((uint64_t)whom * 16 + as + 1) * 1024 + week, minutes, role_week);
            over[1] = past(sums, room, ((uint64_t)1 << 40) + (uint64_t)whom * 16 + month, minutes, client_month);
            over[2] = past(sums, room, ((uint64_t)2 << 40) + whom, cents, ceiling);
            flags |= OVER_ROLE * !!over[0] | OVER_CLIENT * !!over[1] | OVER_CEILING * !!over[2];
        }
        keep(out[0], at, flags); keep(out[1], at, over[0]); keep(out[2], at, over[1]);
        keep(out[3], at, cents); keep(out[4], at, over[2]); keep(out[5], at, twin);
    }
    free(starts); free(order); free(sums); free(seen);
    Py_DECREF(people); Py_DECREF(clients); Py_DECREF(projects);
    return Py_BuildValue("(NNNNNN)", out[0], out[1], out[2], out[3], out[4], out[5]);
}

static PyMethodDef methods[] = {{"judged", judged, METH_VARARGS, "The seven checks, row by row."}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "limit_c", NULL, -1, methods};
PyMODINIT_FUNC PyInit_limit_c(void) { return PyModule_Create(&module); }
