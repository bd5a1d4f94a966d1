import gzip
import io
import os
import tempfile

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import MOVEMENTS, FeedCommon


@tagged("post_install", "-at_install")
class TestFeedFiles(FeedCommon):
    """Files as they come: encodings, quotes, line ends, packed, by folder."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._load_clients("C1")
        cls._load_accounts(("A1", "C1"))

    def test_rejects_tell_physical_line_and_raw_text(self):
        text = (
            MOVEMENTS + "\n"
            'M1,,,A1,2026-11-05,1.00,UAH,fee,"two\nlines"\n'
            "\n"
            "M2,,,A1,2026-11-05,1.00,UAH,fee\n"
            'M3,,,A1,2026-11-05,1.00,UAH,fee,open "quote\n'
            'M4,,,A1,2026-11-05,1.00,UAH,fee,"open\n'
            "M5,,,A1,2026-11-05,oops,UAH,fee,x\n"
        )
        run = self._load("movements", text)
        self.assertEqual(self._movement("M1").purpose, "two\nlines")
        self.assertEqual(self._movement("M3").purpose, 'open "quote')
        self.assertEqual(
            [(row.line, row.reason, row.raw) for row in run.reject_ids.sorted("line")],
            [
                (5, "width", "M2,,,A1,2026-11-05,1.00,UAH,fee"),
                (7, "quotes", 'M4,,,A1,2026-11-05,1.00,UAH,fee,"open'),
                (8, "bad_amount", "M5,,,A1,2026-11-05,oops,UAH,fee,x"),
            ],
        )
        self.assertEqual((run.received_count, run.accepted_count), (5, 2))

    def test_a_wrong_byte_costs_one_row(self):
        text = f"{MOVEMENTS}\n".encode() + (
            b"M1,,,A1,2026-11-05,1.00,UAH,fee,\xff\xfe\nM2,,,A1,2026-11-05,1.00,UAH,fee,ok\n"
        )
        run = self._load("movements", text)
        self.assertEqual(run.reject_ids.reason, "encoding")
        self.assertTrue(self._movement("M2"))

    def test_foreign_writing_of_dates_amounts_and_headers(self):
        feed = self._feed("movements")
        feed.write(
            {
                "delimiter": ";",
                "encoding": "cp1251",
                "date_format": "dmy_dot",
                "decimal_sign": ",",
                "column_ids": [
                    (0, 0, {"header": "Номер", "column": "movement_id"}),
                    (0, 0, {"header": "Рахунок", "column": "account_id"}),
                    (0, 0, {"header": "Дата", "column": "booking_date"}),
                    (0, 0, {"header": "Сума", "column": "amount"}),
                    (0, 0, {"header": "Призначення", "column": "purpose"}),
                ],
            }
        )
        text = (
            "Номер;Рахунок;Дата;Сума;Призначення;Зайве\r\n"
            "M1; A1 ;05.11.2026;1 234,56;Оплата;x\r\n"
            "M2;A1;31.11.2026;1,00;;\r\n"
        ).encode("cp1251")
        run = self._load("movements", text)
        movement = self._movement("M1")
        self.assertEqual((movement.amount, movement.purpose), (1234.56, "Оплата"))
        self.assertEqual(run.reject_ids.reason, "bad_date")
        self.assertEqual(run.reject_ids.value, "31.11.2026")

    def test_utf16_and_a_byte_order_mark(self):
        feed = self._feed("movements")
        feed.encoding = "utf-16"
        text = f"{MOVEMENTS}\nM1,,,A1,2026-11-05,1.00,UAH,fee,Їжак\n"
        self._load("movements", text.encode("utf-16"))
        self.assertEqual(self._movement("M1").purpose, "Їжак")
        feed.encoding = "utf-8"
        self._load(
            "movements", f"\ufeff{MOVEMENTS}\nM2,,,A1,2026-11-05,1.00,UAH,fee,x\n"
        )
        self.assertTrue(self._movement("M2"))

    def test_a_packed_file_and_its_archive(self):
        text = f"{MOVEMENTS}\nM1,,,A1,2026-11-05,1.00,UAH,fee,x\n".encode()
        run = self._load("movements", gzip.compress(text))
        self.assertEqual(run.size, len(text))
        run._archive_published(lambda: True)
        path = os.path.join(run._folder("archive"), run.archive_name)
        with gzip.open(path) as archive:
            self.assertEqual(archive.read(), text)
        self.assertFalse(run._spool_exists())
        with self.assertRaises(UserError):
            self._receive("movements", gzip.compress(text)[:-5])

    def test_an_archive_cut_in_the_middle_goes_on(self):
        text = f"{MOVEMENTS}\nM1,,,A1,2026-11-05,1.00,UAH,fee,x\n".encode()
        run = self._load("movements", text)
        self.assertTrue(run._archive_slice(piece_bytes=10))
        name = os.path.join(
            run._folder("archive"),
            "core_movements",
            "2026",
            f"{run.id}_{run.sha256[:12]}_movements.csv.gz",
        )
        with open(name, "ab") as archive:
            archive.write(b"half a member")
        while run._archive_slice(piece_bytes=10):
            pass
        with gzip.open(name) as archive:
            self.assertEqual(archive.read(), text)

    def test_the_watched_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            self._feed("movements").folder = folder
            path = os.path.join(folder, "movements_20261118.csv")
            with open(path, "w", encoding="utf-8") as stream:
                stream.write(f"{MOVEMENTS}\nM1,,,A1,2026-11-05,1.00,UAH,fee,x\n")
            self.env["bank.feed.run"]._take_folders(lambda: True)
            self.assertTrue(os.path.exists(path), "somebody may still be writing it")
            with open(f"{path}.manifest.json", "w", encoding="utf-8") as stream:
                stream.write('{"rows": 1, "sum": "1.00", "bank_date": "2026-11-18"}')
            self.env["bank.feed.run"]._take_folders(lambda: True)
            self._work()
            self.assertEqual(
                sorted(os.listdir(os.path.join(folder, "done"))),
                ["movements_20261118.csv", "movements_20261118.csv.manifest.json"],
            )
            self.assertTrue(self._movement("M1"))

    def test_files_find_their_feeds(self):
        Feed = self.env["bank.feed"]
        for name, code in (
            ("001_clients_20261118.csv", "core_clients"),
            ("client_keys_20261118.csv.gz", "core_client_keys"),
            ("012_account_holders_20261118.csv", "core_account_holders"),
            ("holding_months_1.csv", "core_holding_months"),
            ("statement.sta", "core_mt940"),
        ):
            self.assertEqual(Feed._find_for_file(name).code, code)
        self.assertEqual(
            Feed._find_for_file("x.bin", {"feed": "core_cards"}).code, "core_cards"
        )
        with self.assertRaises(UserError):
            Feed._find_for_file("holiday.jpg")

    def test_files_are_loaded_by_layout_then_by_day(self):
        Run = self.env["bank.feed.run"]
        late = self._receive("movements", f"{MOVEMENTS}\n", day="2026-11-19")
        early = self._receive("movements", f"{MOVEMENTS}\n\n", day="2026-11-18")
        client = self._receive("clients", "client_id,kind,name\n", day="2026-11-19")
        order = []
        while run := Run._next_queued():
            if run not in order:
                order.append(run)
            run._run_slice()
        self.assertEqual(order, [client, early, late])

    def test_a_spool_without_a_run_goes_after_a_day(self):
        run = self._receive("movements", f"{MOVEMENTS}\n")
        folder = run._folder("spool")
        orphan = os.path.join(folder, "999999999.csv")
        with open(orphan, "w", encoding="utf-8") as stream:
            stream.write("x")
        run._remove_orphans()
        self.assertTrue(os.path.exists(orphan), "somebody may be sending it now")
        for path in (orphan, run._spool_path()):
            os.utime(path, (0, 0))
        run._remove_orphans()
        self.assertFalse(os.path.exists(orphan))
        self.assertTrue(run._spool_exists())

    def test_an_empty_file_is_a_file(self):
        run = self._load("movements", f"{MOVEMENTS}\n", rows=0, sum="0.00")
        self.assertEqual((run.state, run.received_count), ("done", 0))

    def test_a_stream_that_gives_little_at_a_time(self):
        class Drop(io.RawIOBase):
            def __init__(self, content):
                self.left = content

            def read(self, size=-1):  # pylint: disable=method-required-super
                piece, self.left = self.left[:3], self.left[3:]
                return piece

        text = f"{MOVEMENTS}\nM1,,,A1,2026-11-05,1.00,UAH,fee,x\n".encode()
        run = self.env["bank.feed.run"]._receive(
            self._feed("movements"), Drop(text), "movements.csv", door="http"
        )
        self.assertEqual(run.size, len(text))
