/** The attributes of the standard LDAP schema that Elasticsearch looks names of certificates up in. */

const names = `
  aci aliasedobjectname altserver associateddomain associatedname attributetypes audio
  authorityrevocationlist authpassword blockinheritance buildingname businesscategory c
  cacertificate carlicense certificaterevocationlist challengepassword changelog changenumber
  changes changetype cn co contenttype countersignature countryofcitizenship
  countryofresidence createtimestamp creatorsname crosscertificatepair dateofbirth dc
  deleteoldrdn deltarevocationlist departmentnumber description destinationindicator
  displayname distinguishedname ditcontentrules ditstructurerules dnqualifier documentauthor
  documentidentifier documentlocation documentpublisher documenttitle documentversion drink e
  emailaddress employeenumber employeetype encryptedprivatekeyinfo enhancedsearchguide entrydn
  entryuuid facsimiletelephonenumber gender generationqualifier givenname
  governingstructurerule homephone homepostaladdress host houseidentifier info inheritable
  initials internationalisdnnumber jpegphoto l labeleduri ldapsyntaxes mail manager
  matchingrules matchingruleuse member messagedigest mobile modifiersname modifytimestamp name
  nameforms namingcontexts newrdn newsuperior numsubordinates o objectclass objectclasses
  organizationalstatus ou owner pager personaltitle photo physicaldeliveryofficename
  pkcs15token pkcs7pdu placeofbirth postaladdress postalcode postofficebox
  preferreddeliverymethod preferredlanguage pseudonym ref registeredaddress roleoccupant
  roomnumber searchguide secretary seealso serialnumber signingtime sn st street
  structuralobjectclass subschemasubentry supportedalgorithms supportedauthpasswordschemes
  supportedcontrol supportedextension supportedfeatures supportedldapversion
  supportedsaslmechanisms targetdn telephonenumber teletexterminalidentifier telexnumber title
  uid uniqueidentifier uniquemember unstructuredaddress unstructuredname usercertificate
  userclass userpassword userpkcs12 usersmimecertificate vendorname vendorversion x121address
  x500uniqueidentifier
`;

const identifiers = `
  0.9.2342.19200300.100.1.1 0.9.2342.19200300.100.1.10 0.9.2342.19200300.100.1.11
  0.9.2342.19200300.100.1.12 0.9.2342.19200300.100.1.13 0.9.2342.19200300.100.1.14
  0.9.2342.19200300.100.1.15 0.9.2342.19200300.100.1.20 0.9.2342.19200300.100.1.21
  0.9.2342.19200300.100.1.25 0.9.2342.19200300.100.1.3 0.9.2342.19200300.100.1.37
  0.9.2342.19200300.100.1.38 0.9.2342.19200300.100.1.39 0.9.2342.19200300.100.1.4
  0.9.2342.19200300.100.1.40 0.9.2342.19200300.100.1.41 0.9.2342.19200300.100.1.42
  0.9.2342.19200300.100.1.43 0.9.2342.19200300.100.1.44 0.9.2342.19200300.100.1.45
  0.9.2342.19200300.100.1.48 0.9.2342.19200300.100.1.5 0.9.2342.19200300.100.1.55
  0.9.2342.19200300.100.1.56 0.9.2342.19200300.100.1.6 0.9.2342.19200300.100.1.60
  0.9.2342.19200300.100.1.7 0.9.2342.19200300.100.1.8 0.9.2342.19200300.100.1.9
  1.2.840.113549.1.9.1 1.2.840.113549.1.9.2 1.2.840.113549.1.9.25.1 1.2.840.113549.1.9.25.2
  1.2.840.113549.1.9.25.5 1.2.840.113549.1.9.3 1.2.840.113549.1.9.4 1.2.840.113549.1.9.5
  1.2.840.113549.1.9.6 1.2.840.113549.1.9.7 1.2.840.113549.1.9.8 1.3.6.1.1.16.4 1.3.6.1.1.20
  1.3.6.1.1.4 1.3.6.1.1.5 1.3.6.1.4.1.1466.101.120.13 1.3.6.1.4.1.1466.101.120.14
  1.3.6.1.4.1.1466.101.120.15 1.3.6.1.4.1.1466.101.120.16 1.3.6.1.4.1.1466.101.120.5
  1.3.6.1.4.1.1466.101.120.6 1.3.6.1.4.1.1466.101.120.7 1.3.6.1.4.1.250.1.57
  1.3.6.1.4.1.4203.1.3.3 1.3.6.1.4.1.4203.1.3.4 1.3.6.1.4.1.4203.1.3.5
  1.3.6.1.4.1.453.16.2.103 1.3.6.1.4.1.7628.5.4.1 1.3.6.1.4.1.7628.5.4.2 1.3.6.1.5.5.7.9.1
  1.3.6.1.5.5.7.9.2 1.3.6.1.5.5.7.9.3 1.3.6.1.5.5.7.9.4 1.3.6.1.5.5.7.9.5
  2.16.840.1.113730.3.1.1 2.16.840.1.113730.3.1.10 2.16.840.1.113730.3.1.11
  2.16.840.1.113730.3.1.2 2.16.840.1.113730.3.1.216 2.16.840.1.113730.3.1.241
  2.16.840.1.113730.3.1.3 2.16.840.1.113730.3.1.34 2.16.840.1.113730.3.1.35
  2.16.840.1.113730.3.1.39 2.16.840.1.113730.3.1.4 2.16.840.1.113730.3.1.40
  2.16.840.1.113730.3.1.5 2.16.840.1.113730.3.1.55 2.16.840.1.113730.3.1.6
  2.16.840.1.113730.3.1.7 2.16.840.1.113730.3.1.8 2.16.840.1.113730.3.1.9 2.5.18.1 2.5.18.10
  2.5.18.2 2.5.18.3 2.5.18.4 2.5.21.1 2.5.21.10 2.5.21.2 2.5.21.4 2.5.21.5 2.5.21.6 2.5.21.7
  2.5.21.8 2.5.21.9 2.5.4.0 2.5.4.1 2.5.4.10 2.5.4.11 2.5.4.12 2.5.4.13 2.5.4.14 2.5.4.15
  2.5.4.16 2.5.4.17 2.5.4.18 2.5.4.19 2.5.4.20 2.5.4.21 2.5.4.22 2.5.4.23 2.5.4.24 2.5.4.25
  2.5.4.26 2.5.4.27 2.5.4.28 2.5.4.3 2.5.4.31 2.5.4.32 2.5.4.33 2.5.4.34 2.5.4.35 2.5.4.36
  2.5.4.37 2.5.4.38 2.5.4.39 2.5.4.4 2.5.4.40 2.5.4.41 2.5.4.42 2.5.4.43 2.5.4.44 2.5.4.45
  2.5.4.46 2.5.4.47 2.5.4.49 2.5.4.5 2.5.4.50 2.5.4.51 2.5.4.52 2.5.4.53 2.5.4.6 2.5.4.65
  2.5.4.7 2.5.4.8 2.5.4.9
`;

const words = (text: string): string[] => text.trim().split(/\s+/);
let known: ReadonlySet<string> | undefined;

/** Whether a text is a name, in any case, or an object identifier of such an attribute. */
export function isLdapAttribute(text: string): boolean {
  known ??= new Set([...words(names), ...words(identifiers)]);
  return known.has(text.toLowerCase());
}
