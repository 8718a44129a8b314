"""Given names and the short forms under which people publish, as data: each line is one name's forms, folded."""

from collections.abc import Mapping
from functools import cache

_ROWS = """
abigail abby
abraham abe avi avraham
albert al bert
alexander alex sasha sascha alexandre aleksandr alexandr alejandro oleksandr xander sandy
alexandra alex sasha sandra aleksandra
alfred al fred
amanda mandy
andrew andy drew andrei andrey andreas
anthony tony antonio anton
barbara barb
benjamin ben
bernard bernie
bradley brad
catherine katherine kathryn katharine cathy kathy kate katie katerina katya ekaterina
charles charlie chuck carlos
christina tina chris christine kristina
christopher chris christoph kristof
claudia claude
cynthia cindy
daniel dan danny daniil
david dave davide
deborah deb debbie
dmitry dima dmitri dmitriy dmitrii
donald don
douglas doug
edward ed eddie ted eduard eduardo
elizabeth liz beth lisa betty eliza elisabeth
eugene gene evgeny evgeniy yevgeny evgenii
francis frank fran
francisco paco frank
frederick fred freddy frederic
gabriel gabe
geoffrey geoff jeff
george jorge georg
gerald gerry jerry
gregory greg grigory
gwendolyn gwen
harold hal harry
henry harry hank henri
ignacio nacho inaki
isaac ike
isabel isabelle bella
ivan vanya
jacob jake jakob
jacqueline jackie
james jim jimmy jamie
janet jan
jeffrey jeff
jennifer jen jenny
jessica jess
jonathan jon jonny
john jack johnny jon johannes
jose pepe
joseph joe jose josef
joshua josh
judith judy
julian jules
kenneth ken kenny
kimberly kim
konstantin kostya costas kostas konstantinos
lawrence larry laurence
leonard leo len
leonardo leo
louis lou luis
magdalena magda
manuel manu manolo
margaret maggie meg peggy
maria mary
martin marty
mathew matthew matt matthias mathias matthieu mathieu matteo
maximilian max
maxim max maksim maxime
michael mike mick mikhail misha michel mitch mickey
mohammad mohammed muhammad muhammed mohamed mehmet mohamad
nathaniel nathan nate nat
nicholas nick nicolas nico nikolas nikolaos nikos niko nikolai
oliver ollie
pamela pam
patricia pat patty trish
patrick pat paddy
peter pete pieter petr piotr
philip phil phillip philippe philipp
raymond ray
rebecca becky becca
richard rick dick rich ricardo
robert rob bob robbie bobby bert
roberto rob beto
ronald ron
rudolf rudi
samuel sam
samantha sam
sarah sara
sebastian seb sebastien bastian
sergey sergei serge sergii serhii
stephen steve steven stefan stephan stephane
stephanie steph
susan sue susanne susannah
terence terry
theodore ted theo teddy theodoros
theresa terry teresa tess
thomas tom tommy tomas
timothy tim timmy timotheus
valentin val
valerie val
victoria vicky tori
victor vic viktor
vincent vince vincenzo
virginia ginny
vladimir vlad volodymyr vova
walter walt
william will bill billy liam wilhelm
yury iurii yuri yurii youri
zachary zach zack zac
"""


@cache
def _known() -> Mapping[str, frozenset[int]]:
    known: dict[str, frozenset[int]] = {}
    for number, row in enumerate(_ROWS.split("\n")):
        for name in row.split():
            known[name] = known.get(name, frozenset()) | {number}
    return known


def are_one_name(one: str, other: str) -> bool:
    """Tell whether two folded given names are forms of one: Tom and Thomas, Sasha and Alexander."""
    return not _known().get(one, frozenset()).isdisjoint(_known().get(other, frozenset()))
