"""Invented people, each for one use: nobody in one test is known from another."""

from dataclasses import dataclass

NAMES = """
    Camille Dubreuil, Adrien Lemoine, Marianne Garnier, Guillaume Perrot, Nathalie Vasseur,
    Olivier Chambon, Sandrine Moreau, Julien Barbier, Caroline Lefort, Mathieu Rousselet,
    Isabelle Charpentier, Nicolas Delorme, Laurence Marchetti, Antoine Bourgeois, Valérie Humbert,
    Sébastien Collin, Delphine Renaudin, Vincent Lacroix, Aurélie Poirier, Christophe Besson,
    Émilie Jacquemin, Frédéric Navarro, Hélène Guichard, Benoît Tessier, Cécile Montagne,
    Stéphane Rouvière, Mélanie Gaillard, Thierry Cordier, Céline Aubert, Jérôme Fontanel,
    Agnès Verdier, Damien Pasquier, Élise Rigaud, Fabrice Lemaire, Justine Bellanger,
    Laurent Carrel, Manon Dufresne, Nathan Coulomb, Pauline Regnault, Quentin Maurel,
    Romain Gilardi, Sophie Bertrand, Thomas Leclerc, Ursule Fabre, Virginie Masson,
    Xavier Roussel, Yves Morvan, Zoé Kermarrec, Alice Thibaud, Bruno Peltier
""".replace("\n", " ").split(",")


@dataclass(frozen=True)
class Person:
    """Somebody with a name, an address and a number (ARCEP keeps 06 39 98 for fiction)."""

    name: str
    email: str
    phone: str

    @property
    def planted(self) -> tuple[str, ...]:
        return (self.name, self.name.rpartition(" ")[2], self.email, self.phone)

    def __str__(self) -> str:
        """How somebody would be named in a prompt; with an address that is no plain ASCII."""
        return f"Mon client est M. {self.name}, {self.email}, {self.phone} (né à Évreux)."


def person(number: int) -> Person:
    """The person of this number, always the same."""
    name = NAMES[number].strip()
    local = f"contact{number}.{name.rpartition(' ')[2]}".lower()
    ascii_local = local.encode("ascii", "ignore").decode()
    return Person(
        name, f"{ascii_local}@exemple.fr", f"06 39 98 {number:02d} {(number * 37) % 90 + 10}"
    )
